# The image holds what `./boson dist` makes and nothing else: the server, a trimmed Java, and the cache
# that shortens its start, made by a trial start while the image is built.
FROM eclipse-temurin:25-jdk-noble AS build
# The trial start runs a PostgreSQL, which refuses to be root's.
RUN useradd --create-home builder
USER builder
WORKDIR /home/builder/boson
COPY --chown=builder . .
RUN ./boson dist --folder && mv server/target/dist/boson-* /home/builder/opt-boson

FROM debian:trixie-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/boson --shell /usr/sbin/nologin boson \
    && install -d -o boson -g boson -m 0700 /var/lib/boson
COPY --from=build --chown=root:root /home/builder/opt-boson /opt/boson
USER 10001
WORKDIR /var/lib/boson
VOLUME /var/lib/boson
ENV BOSON_DATA=/var/lib/boson
# API, relay (WebSocket), relay (UDP). The operator's listener is on loopback, inside.
EXPOSE 3000 3001 51820/udp
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=6 \
    CMD ["/opt/boson/scripts/healthy"]
ENTRYPOINT ["/opt/boson/boson"]
CMD ["up"]
