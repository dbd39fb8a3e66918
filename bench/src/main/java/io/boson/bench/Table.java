package io.boson.bench;

import io.boson.bench.process.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rows under headings, and below them what was going on.
final class Table {

    private final List<String> title = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final String loadBefore;

    /// Begins with what the machine does before anything of ours does.
    Table(String title, List<String> headings) throws IOException {
        this.title.add(title);
        this.rows.add(headings);
        this.loadBefore = Machine.loadAverage();
    }

    void row(List<String> cells) {
        rows.add(cells);
    }

    void note(String line) {
        notes.add(line);
    }

    static String number(double figure, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String percent(double share) {
        return number(100 * share, 0) + " %";
    }

    void print(PrintStream out) throws IOException {
        out.println();
        title.forEach(out::println);
        out.println();
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < row.size(); i++) {
                String blanks = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + blanks : blanks + row.get(i)).append("   ");
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
        notes.forEach(out::println);
        out.printf(
                "Machine: %d processors, load average (1 and 5 minutes) %s before, %s after.%n",
                Runtime.getRuntime().availableProcessors(), loadBefore, Machine.loadAverage());
        out.println();
    }
}
