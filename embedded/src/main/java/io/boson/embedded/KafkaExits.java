package io.boson.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;

/// Kafka ends the JVM when it cannot go on. Here that must end one broker, never the process: a
/// relay beside it goes on forwarding.
///
/// Kafka's switches for this are one per process. Brokers are told apart by thread group, which
/// every thread of a broker inherits from the one that started it.
final class KafkaExits {

    private static final Map<ThreadGroup, Consumer<String>> BROKERS = new ConcurrentHashMap<>();

    private KafkaExits() {}

    /// From here on, Kafka's wish to end the JVM from a thread of this group goes to `onExit`,
    /// which is given what is known of the reason and may be called several times.
    static void redirect(ThreadGroup broker, Consumer<String> onExit) {
        Exit.setHaltProcedure(KafkaExits::exit);
        Exit.setExitProcedure(KafkaExits::exit);
        // Who owns the broker orders the shutdown; Kafka's own hooks would run beside it.
        Exit.setShutdownHookAdder((name, hook) -> {});
        BROKERS.put(broker, onExit);
    }

    static void forget(ThreadGroup broker) {
        BROKERS.remove(broker);
    }

    /// As Kafka's own handler of fatal faults, which would keep what happened to itself.
    static FaultHandler faultHandler(String name, boolean fatal, Runnable action) {
        FaultHandler log = new LoggingFaultHandler(name, action);
        if (!fatal) {
            return log;
        }
        return (message, cause) -> {
            RuntimeException fault = log.handleFault(message, cause);
            Exit.halt(1, cause == null ? message : message + ": " + rootOf(cause));
            return fault;
        };
    }

    static Throwable rootOf(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /// Never returns, as its callers expect: the thread that gave up does no more.
    private static void exit(int status, @Nullable String message) {
        Thread thread = Thread.currentThread();
        String reason =
                "Kafka gave up in thread %s with status %d%s"
                        .formatted(thread.getName(), status, message == null ? "" : ": " + message);
        ThreadGroup group = thread.getThreadGroup();
        while (group != null && !BROKERS.containsKey(group)) {
            group = group.getParent();
        }
        Consumer<String> owner = group == null ? KafkaExits::tellAll : BROKERS.get(group);
        if (owner != null) {
            owner.accept(reason);
        }
        throw new BrokerGaveUp(reason);
    }

    /// A thread that is nobody's: better one broker too many stopped than a dead one believed
    /// alive.
    private static void tellAll(String reason) {
        BROKERS.values().forEach(onExit -> onExit.accept(reason));
    }

    /// An error, so that no handler of mere exceptions goes on after it.
    static final class BrokerGaveUp extends Error {

        private static final long serialVersionUID = 1;

        BrokerGaveUp(String reason) {
            super(reason);
        }
    }
}
