/// The past in PostgreSQL: what nodes measured, and every fact for those who audit. A copy of the
/// log that can be searched.
///
/// What may be lost, and what then happens ([HistoryWriter#next] looks at each beginning):
///
/// | lost | noticed by | then |
/// |---|---|---|
/// | the process, at any moment | nothing: rows and positions commit together | goes on |
/// | the end of what PostgreSQL committed | nothing: rows and positions went together | goes on |
/// | PostgreSQL's data | no positions | written from where the log begins |
/// | Kafka's topics | the topic's id is another | old rows stay; from the new log's beginning |
/// | the end of Kafka's log | the position is beyond the end | rows beyond set apart; from there |
/// | what the log dropped unwritten | the position is before the beginning | from the beginning |
///
/// The last three are a [LogBreak]: logged, kept in the database, said by `/health` and Prometheus.
/// A row's place is topic, epoch (how many logs there were), partition and offset. That commits
/// need not wait for the disk (`synchronous_commit=off`) follows from the second line. Not noticed:
/// a log of the same id that lost its end and has grown beyond it again before anybody looked.
///
/// A log that was copied to another cluster is another log: give it an empty database.
/// [HistoryRebuild] writes anew what the log holds and keeps what is older.
///
/// Must not know: Kafka or HTTP. Events come in by [io.boson.events.log.EventHandler].
@NullMarked
package io.boson.history;

import org.jspecify.annotations.NullMarked;
