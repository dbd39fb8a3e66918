import module java.net.http;

/// Fetches one URL into one file: what `mvnw` uses where there is neither curl nor wget.
/// Run from source, `java Fetch.java URL FILE`; exits 1 with one line when it did not work.
void main(String[] args) throws InterruptedException {
    var url = URI.create(args[0]);
    var client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(30))
                    .build();
    var request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(10)).build();
    try (client) {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofFile(Path.of(args[1])));
        if (answer.statusCode() != 200) {
            System.err.println("Fetch: " + url + " answered " + answer.statusCode());
            System.exit(1);
        }
    } catch (IOException e) {
        System.err.println("Fetch: " + url + ": " + e);
        System.exit(1);
    }
}
