package io.boson.embedded.postgres;

/// Where it is reached, and as whom.
public record PostgresAddress(
        String host, int port, String database, String user, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /// Without the password.
    @Override
    public String toString() {
        return jdbcUrl() + " as " + user;
    }
}
