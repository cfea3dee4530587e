package signalbox.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL listens and who connects; its text never shows the password.
record DatabaseUrl(String server, String database, String options, @Nullable String user, @Nullable String password) {
    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^@/?#]+)/([^/?#]+)(?:\\?([^#]*))?");

    /// Reads `postgresql://user:password@host:port/database?options` or the JDBC form of it.
    static DatabaseUrl parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            // The text may hold a password, so it is not repeated.
            throw new DatabaseException(
                    "the database URL cannot be read",
                    "write postgresql://user:password@host:port/database, with %-escapes in names and password");
        }
        var user = decode(match.group(1));
        var password = decode(match.group(2));
        var options = new ArrayList<String>();
        for (var option : match.group(5) == null ? new String[0] : match.group(5).split("&")) {
            if (option.startsWith("user=")) {
                user = decode(option.substring("user=".length()));
            } else if (option.startsWith("password=")) {
                password = decode(option.substring("password=".length()));
            } else if (!option.isEmpty()) {
                options.add(option);
            }
        }
        return new DatabaseUrl(match.group(3), match.group(4), String.join("&", options), user, password);
    }

    /// The JDBC form, without user and password.
    String jdbc() {
        return "jdbc:" + this;
    }

    /// A connection that only listens, and gives up soon on a database that has become silent.
    Connection listening() throws SQLException {
        var properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "signalbox notices");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(jdbc(), properties);
    }

    /// The whole URL, password included: for files of mode 0600 only.
    String secret() {
        if (user == null) {
            return toString();
        }
        var login = URLEncoder.encode(user, UTF_8) + (password == null ? "" : ":" + URLEncoder.encode(password, UTF_8));
        return toString().replaceFirst("://", "://" + login + "@");
    }

    private static @Nullable String decode(@Nullable String text) {
        return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    @Override
    public String toString() {
        return "postgresql://" + server + "/" + database + (options.isEmpty() ? "" : "?" + options);
    }
}
