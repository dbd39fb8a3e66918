package io.boson.bench;

/// What is true of every table.
final class Notes {

    private Notes() {}

    static void add(Table table, Plan plan) {
        table.note(
                ("Medians of %d runs of %d s after %d s of warm-up; "
                                + "ratios are medians of the rounds'.")
                        .formatted(
                                plan.runs(),
                                plan.measure().toSeconds(),
                                plan.warmUp().toSeconds()));
        table.note(
                "CPU: of the server's process, all threads, per good answer. client: of the thread"
                        + " that makes the load.");
        table.note(
                "others: share of the machine that neither used. Rate limits raised to the most"
                        + " (BOSON_LIMITS_*=1000000).");
    }
}
