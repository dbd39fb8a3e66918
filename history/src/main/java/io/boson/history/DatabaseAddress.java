package io.boson.history;

/// Where the history is kept.
///
/// @param url `jdbc:postgresql://host:port/database`, without credentials
public record DatabaseAddress(String url, String user, String password) {

    /// Without the password.
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
