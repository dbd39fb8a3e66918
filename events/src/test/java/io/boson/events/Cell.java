package io.boson.events;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One cell of a table drawn as text: its first line names the columns, every other line starts
/// with the name of its row.
///
/// ```
///            | unknown      | active
///   drain    | UNKNOWN_NODE | drained
/// ```
public record Cell(String row, String column, String says) {

    public static Stream<Cell> of(String table) {
        List<List<String>> lines = table.lines().map(Cell::split).toList();
        List<String> columns = lines.getFirst();
        return lines.stream().skip(1).flatMap(line -> of(columns, line));
    }

    private static Stream<Cell> of(List<String> columns, List<String> line) {
        if (line.size() != columns.size()) {
            throw new IllegalArgumentException("not as wide as the head of the table: " + line);
        }
        return IntStream.range(1, columns.size())
                .mapToObj(i -> new Cell(line.getFirst(), columns.get(i), line.get(i)));
    }

    private static List<String> split(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    @Override
    public String toString() {
        return row + " | " + column + " -> " + says;
    }
}
