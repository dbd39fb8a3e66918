package io.boson.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleListener;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Cleanable;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementContextListener;

/// Whether every handle, statement and result that JDBI opened is closed again.
final class LeakCheck {

    private final Set<Handle> handles = ConcurrentHashMap.newKeySet();
    private final Set<Cleanable> cleanables = ConcurrentHashMap.newKeySet();

    static LeakCheck on(Jdbi jdbi) {
        LeakCheck check = new LeakCheck();
        jdbi.getConfig(Handles.class).addListener(check.ofHandles());
        jdbi.getConfig(SqlStatements.class).addContextListener(check.ofStatements());
        return check;
    }

    void assertNothingIsOpen() {
        assertThat(handles).as("handles").isEmpty();
        assertThat(cleanables).as("statements and results").isEmpty();
    }

    private HandleListener ofHandles() {
        return new HandleListener() {
            @Override
            public void handleCreated(Handle handle) {
                handles.add(handle);
            }

            @Override
            public void handleClosed(Handle handle) {
                handles.remove(handle);
            }
        };
    }

    private StatementContextListener ofStatements() {
        return new StatementContextListener() {
            @Override
            public void cleanableAdded(StatementContext context, Cleanable cleanable) {
                cleanables.add(cleanable);
            }

            @Override
            public void cleanableRemoved(StatementContext context, Cleanable cleanable) {
                cleanables.remove(cleanable);
            }
        };
    }
}
