package io.boson.events.log;

import java.util.List;

/// Something that follows the log and remembers by itself how far it is, so that a batch delivered
/// twice changes nothing.
///
/// Whatever it throws is a state of the outside: the same events come again, later, from where
/// [#next] then says.
public interface EventHandler {

    /// Where to go on, at most one position per partition; a partition that none names is read from
    /// its beginning, as is one whose position the log holds no more. Asked at every beginning, so
    /// that a log that is another, or shorter, than the one that was followed is noticed.
    ///
    /// @param log every partition that is followed
    List<LogPosition> next(List<LogExtent> log);

    /// Takes events of any partitions, in order within each.
    void handle(List<RecordedEvent> batch);
}
