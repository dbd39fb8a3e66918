package io.boson.server.lab;

import io.boson.embedded.EmbeddedKafka;
import io.boson.embedded.EmbeddedKafkaConfig;
import java.nio.file.Path;
import java.util.Map;

/// The broker that the distribution embeds, as a process of its own in the lab's `pub`.
final class LabKafka {

    static final String BOOTSTRAP = "127.0.0.1:9092";

    private static final String READY = "the broker serves";
    private static final String PORT = "9092";

    private LabKafka() {}

    static Running start(Lab lab) {
        String jars = Path.of("target/boson/lib").toAbsolutePath() + "/*";
        Running broker =
                lab.pub()
                        .start(
                                lab.file("kafka.log"),
                                Map.of(),
                                Command.ofJdk("java"),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                Command.testClasses() + ":" + jars,
                                LabKafka.class.getName(),
                                lab.file("kafka").toString(),
                                PORT);
        return lab.owns(broker.saying(READY));
    }

    /// @param arguments its folder and its port
    public static void main(String[] arguments) throws Exception {
        EmbeddedKafkaConfig config =
                EmbeddedKafkaConfig.in(Path.of(arguments[0]))
                        .withPort(Integer.parseInt(arguments[1]));
        try (EmbeddedKafka kafka = new EmbeddedKafka(config)) {
            kafka.start();
            System.out.println(READY);
            Thread.currentThread().join();
        }
    }
}
