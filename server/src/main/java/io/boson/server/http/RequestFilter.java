package io.boson.server.http;

import io.boson.server.limits.Quota;
import io.boson.server.limits.RequestClass;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/// The one filter: names the request, lets the [Gate] decide, and binds the [RequestContext] around
/// everything that follows.
final class RequestFilter implements Filter {

    static final String REQUEST_ID = "X-Request-Id";

    private final Gate gate;
    private final RequestIds ids;
    private final List<Shortcut> shortcuts;

    RequestFilter(Gate gate, RequestIds ids, List<Shortcut> shortcuts) {
        this.gate = gate;
        this.ids = ids;
        this.shortcuts = List.copyOf(shortcuts);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        InetAddress peer =
                gate.client(
                        Peer.of(
                                ServletContextRequest.getServletContextRequest(request)
                                        .getConnectionMetaData()),
                        asked.getHeaders("X-Forwarded-For"));
        String id = ids.next();
        answer.setHeader(REQUEST_ID, id);
        RequestClass kind = RequestClass.of(asked.getMethod(), asked.getRequestURI());
        switch (gate.admit(kind, peer, asked.getHeader("Authorization"))) {
            case Gate.Passage.Closed closed -> {
                asked.setAttribute(
                        RequestContext.ATTRIBUTE, context(asked, id, peer, closed.credential()));
                tell(answer, closed.quota());
                write(answer, Answers.problem(Problem.tooManyRequests(closed.retryAfter()), id));
            }
            case Gate.Passage.Open open -> {
                RequestContext context = context(asked, id, peer, open.credential());
                asked.setAttribute(RequestContext.ATTRIBUTE, context);
                tell(answer, open.quota());
                serve(context, asked, answer, chain);
            }
        }
    }

    private static RequestContext context(
            HttpServletRequest asked, String id, InetAddress peer, Credential credential) {
        String named = asked.getHeader(REQUEST_ID);
        String correlation = named != null && RequestIds.isSane(named) ? named : id;
        return new RequestContext(id, correlation, peer, credential);
    }

    private void serve(
            RequestContext context,
            HttpServletRequest asked,
            HttpServletResponse answer,
            FilterChain chain)
            throws IOException, ServletException {
        try {
            ScopedValue.where(RequestContext.CURRENT, context)
                    .call(
                            () -> {
                                route(context, asked, answer, chain);
                                return context;
                            });
        } catch (IOException | ServletException | RuntimeException known) {
            throw known;
        } catch (Exception unknown) {
            throw new ServletException(unknown);
        }
    }

    private void route(
            RequestContext context,
            HttpServletRequest asked,
            HttpServletResponse answer,
            FilterChain chain)
            throws IOException, ServletException {
        String path = asked.getRequestURI();
        for (Shortcut shortcut : shortcuts) {
            if (shortcut.matches(asked.getMethod(), path)
                    && Shortcut.takes(Objects.requireNonNullElse(asked.getContentType(), ""))) {
                context.matched(shortcut.template());
                write(answer, answerOf(shortcut, path, asked, context));
                return;
            }
        }
        chain.doFilter(asked, answer);
    }

    private static Response answerOf(
            Shortcut shortcut, String path, HttpServletRequest asked, RequestContext context) {
        try {
            Response made = shortcut.call(path, asked.getInputStream());
            return AccessGuard.allows(context, made.getStatus())
                    ? made
                    : Answers.problem(Problem.internal(), context.requestId());
        } catch (Exception thrown) {
            return ProblemMapper.answer(thrown, context.requestId());
        }
    }

    private static void tell(HttpServletResponse answer, Quota quota) {
        answer.setHeader("RateLimit-Limit", quota.limit());
        answer.setHeader("RateLimit-Remaining", Long.toString(quota.remaining()));
        answer.setHeader(
                "RateLimit-Reset", Long.toString(quota.full().plusMillis(999).toSeconds()));
        answer.setHeader("RateLimit-Policy", quota.policy());
    }

    private static void write(HttpServletResponse answer, Response made) throws IOException {
        answer.setStatus(made.getStatus());
        made.getHeaders()
                .forEach(
                        (name, values) ->
                                values.forEach(value -> answer.addHeader(name, value.toString())));
        if (made.getEntity() instanceof byte[] body) {
            answer.setContentLength(body.length);
            answer.getOutputStream().write(body);
        }
    }
}
