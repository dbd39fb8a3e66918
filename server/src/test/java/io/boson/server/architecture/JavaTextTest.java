package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaTextTest {

    /// In each sample only the word `code` is code, and only the word `note` a comment.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    code // note
                    code /// note "no literal
                    /* note " */ code
                    code /* note // */ code
                    code "text // text" code
                    code "text \\" text /* " code // note
                    code '"' code // note
                    code '\\'' code // note
                    code '\\\\' code "\\\\" code // note
                    code \"""~text " // text "" text~\""" code // note
                    code \"""~text \\\""" text~\""" code
                    """)
    void tellsCodeFromCommentsAndLiterals(String sample) {
        var text = sample.replace('~', '\n');

        var split = JavaText.split(text);

        assertThat(words(split.code())).contains("code").doesNotContain("note", "text");
        assertThat(words(split.comments())).doesNotContain("code", "text");
        assertThat(words(split.comments()).contains("note")).isEqualTo(text.contains("note"));
        assertThat(split.code().lines().count()).isEqualTo(text.lines().count());
        assertThat(split.code()).hasSameSizeAs(split.comments()).hasSameSizeAs(text);
        assertThat(occurrences(split.code())).isEqualTo(occurrences(text));
    }

    private static String words(String text) {
        return text.replaceAll("[^a-z\n]", " ");
    }

    private static long occurrences(String text) {
        return text.split("code", -1).length - 1L;
    }
}
