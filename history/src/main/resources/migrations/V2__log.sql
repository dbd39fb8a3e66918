-- Which log each partition's rows are of: Kafka's id of the topic. A log that was lost is followed by
-- another; its rows are of the next epoch, so that topic, epoch, partition and offset are one place.
ALTER TABLE log_position
    ADD COLUMN log   text    NOT NULL DEFAULT '',
    ADD COLUMN epoch integer NOT NULL DEFAULT 0;

-- -1: written from a piece that the log itself has lost since.
ALTER TABLE sample ADD COLUMN log_epoch integer NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN log_epoch integer NOT NULL DEFAULT 0;

-- Where history and log did not meet.
CREATE TABLE log_break (
    noticed   timestamptz NOT NULL,
    topic     text        NOT NULL,
    partition integer     NOT NULL,
    kind      text        NOT NULL,
    written   bigint      NOT NULL,
    goes_on   bigint      NOT NULL
);

-- The latest time of any sample of a node: whatever is later is known to be new.
ALTER TABLE node_counter ADD COLUMN latest timestamptz;
UPDATE node_counter c SET latest =
    coalesce((SELECT max(s.time) FROM sample s WHERE s.node = c.node), '-infinity');
ALTER TABLE node_counter ALTER COLUMN latest SET NOT NULL;
