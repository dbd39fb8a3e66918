package io.boson.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

/// A process that runs a broker, says where, and answers every line with the broker's state.
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] args) throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(Path.of(args[0])));
                Scanner questions = new Scanner(System.in, StandardCharsets.UTF_8)) {
            kafka.start();
            System.out.println(ChildProcess.ANSWER + kafka.bootstrapServers());
            while (questions.hasNextLine()) {
                questions.nextLine();
                System.out.println(ChildProcess.ANSWER + kafka.state());
            }
        }
    }
}
