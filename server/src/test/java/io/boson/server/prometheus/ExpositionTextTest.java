package io.boson.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The reader finds what is wrong, or the tests that use it would say nothing.
class ExpositionTextTest {

    private static final String HEAD = "# HELP a_total It.\n# TYPE a_total counter\n";
    private static final String HISTOGRAM = "# HELP h It.\n# TYPE h histogram\n";

    @Test
    void takesWhatIsRight() {
        ExpositionText text =
                ExpositionText.parse(
                        HEAD
                                + "a_total{x=\"1\",y=\"q\\\"\\\\\"} 2.0\n"
                                + HISTOGRAM
                                + "h_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 3\n"
                                + "h_count 3\nh_sum 7.5\n");

        assertThat(text.names())
                .containsExactlyInAnyOrder("a_total", "h_bucket", "h_count", "h_sum");
        assertThat(text.labels("a_total")).containsExactlyInAnyOrder("x", "y");
        assertThat(text.sum("a_total", "x", "1")).isEqualTo(2);
        assertThat(text.sum("a_total", "x", "2")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a_total 1                              | the last line does not end
                    a_total 1;                             | before any TYPE
                    HEAD;                                  | no samples
                    HEAD;HEAD;a_total 1;                   | HELP twice
                    # TYPE a gauge;a 1;                    | TYPE before HELP
                    # HELP a It.;# TYPE a counter;a 1;     | counter
                    # HELP a_total It.;# TYPE a_total gauge;a_total 1; | no counter
                    # HELP a-b It.;                        | # HELP a-b It.
                    HEAD;b_total 1;                        | in the family a_total
                    HEAD;a_total -1;                       | a counter below zero
                    HEAD;a_total 1;a_total 1;              | series twice
                    HEAD;a_total{x="1",x="2"} 1;           | label twice
                    HEAD;a_total{x="1"y} 1;                | labels
                    HEAD;a_total{x="\\q"} 1;               | labels
                    HEAD;a_total{x="1",} 1;                | labels
                    HISTOGRAM;h_bucket{le="1"} 1;h_count 1;h_sum 1;              | no bucket for all
                    HISTOGRAM;h_bucket{le="+Inf"} 1;h_count 2;h_sum 1;           | count
                    HISTOGRAM;h_bucket{le="+Inf"} 1;h_count 1;                   | h_sum
                    HISTOGRAM;h_bucket 1;h_count 1;h_sum 1;                      | le
                    HISTOGRAM;h_bucket{le="1"} 2;h_bucket{le="+Inf"} 1;h_count 1;h_sum 1; | counts fall
                    HISTOGRAM;h_bucket{le="2"} 1;h_bucket{le="1"} 1;h_bucket{le="+Inf"} 1;h_count 1;h_sum 1; | bounds do not rise
                    """)
    void refuses(String text, String why) {
        String exposition =
                text.replace("HEAD;", HEAD).replace("HISTOGRAM;", HISTOGRAM).replace(';', '\n');

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ExpositionText.parse(exposition))
                .withMessageStartingWith(why);
    }
}
