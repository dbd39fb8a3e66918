package io.boson.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static final ExpositionText SCRAPE =
            ExpositionText.parse(
                    """
                    # HELP drops_total It.
                    # TYPE drops_total counter
                    drops_total{reason="full"} 1
                    # HELP used It.
                    # TYPE used gauge
                    used{area="heap"} 1
                    """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    up{job="x"} == 0
                    sum by (instance, reason) (rate(drops_total{reason="full"}[5m])) > 0.1
                    used{area!="heap",instance=~"a.*"} / (used > 0) and max(used) >= 1e3
                    histogram_quantile(0.9, sum by (area) (rate(used[$__rate_interval])))
                    """)
    void knowsWhatIsThere(String expression) {
        assertThat(Expression.problems(expression, Set.of("instance"), SCRAPE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rate(drop_total[5m])                  | no metric drop_total
                    used > 1 unless on (instance) gone    | no metric gone
                    sum by (zone) (used)                  | no label zone
                    used{zone="a"}                        | no label zone of used
                    drops_total{reason="empty"}           | no drops_total with reason empty
                    max(1)                                | no metric
                    """)
    void findsWhatIsNot(String expression, String problem) {
        assertThat(Expression.problems(expression, Set.of(), SCRAPE)).containsExactly(problem);
    }

    @Test
    void findsLabelsThatAreShownAndNotThere() {
        assertThat(Expression.problems("used", Set.of("area", "zone"), SCRAPE))
                .containsExactly("no label zone");
    }
}
