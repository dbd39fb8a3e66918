-- How far each partition of the log is written here. Changes in the same transaction as the rows.
CREATE TABLE log_position (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- What nodes measured, by day. "id" tells a sample sent twice: where the node named a time it is the
-- registration, else made of the place in the log. The "more_..." columns are what a sample adds to
-- totals: nothing for the first of a registration, the increase of what counts upward.
CREATE TABLE sample (
    node                  uuid             NOT NULL,
    time                  timestamptz      NOT NULL,
    id                    uuid             NOT NULL,
    registration          uuid             NOT NULL,
    log_partition         integer          NOT NULL,
    log_offset            bigint           NOT NULL,
    log_index             integer          NOT NULL,
    received              timestamptz      NOT NULL,
    skew_millis           bigint,
    cumulative            boolean          NOT NULL,
    latency               double precision NOT NULL,
    jitter                double precision NOT NULL,
    packet_loss           double precision NOT NULL,
    bandwidth_up          double precision NOT NULL,
    bandwidth_down        double precision NOT NULL,
    cpu_usage             double precision NOT NULL,
    memory_usage          double precision NOT NULL,
    disk_usage            double precision NOT NULL,
    load_average          double precision NOT NULL,
    packets_sent          bigint           NOT NULL,
    packets_received      bigint           NOT NULL,
    errors                bigint           NOT NULL,
    bytes_sent            bigint           NOT NULL,
    bytes_received        bigint           NOT NULL,
    connections_active    bigint           NOT NULL,
    connections_total     bigint           NOT NULL,
    connections_failed    bigint           NOT NULL,
    more_packets_sent     bigint           NOT NULL,
    more_packets_received bigint           NOT NULL,
    more_errors           bigint           NOT NULL,
    more_bytes_sent       bigint           NOT NULL,
    more_bytes_received   bigint           NOT NULL,
    PRIMARY KEY (node, time, id)
) PARTITION BY RANGE (time);

-- Each node's last sample in log order: what the next one's increase is reckoned from.
CREATE TABLE node_counter (
    node             uuid    PRIMARY KEY,
    registration     uuid    NOT NULL,
    cumulative       boolean NOT NULL,
    packets_sent     bigint  NOT NULL,
    packets_received bigint  NOT NULL,
    errors           bigint  NOT NULL,
    bytes_sent       bigint  NOT NULL,
    bytes_received   bigint  NOT NULL
);

-- Samples summed up by minute, hour and day. The arrays hold, in this order: latency, jitter,
-- packet loss, bandwidth up, bandwidth down, cpu, memory, disk, load, connections active, total,
-- failed. "totals": packets sent, received, errors, bytes sent, received. "sketches": a histogram of
-- each of the twelve, mergeable, exact to 1 % of the value.
CREATE TABLE rollup_minute (
    node     uuid               NOT NULL,
    start    timestamptz        NOT NULL,
    samples  bigint             NOT NULL,
    sums     double precision[] NOT NULL,
    mins     double precision[] NOT NULL,
    maxs     double precision[] NOT NULL,
    totals   numeric[]          NOT NULL,
    sketches bytea              NOT NULL,
    PRIMARY KEY (node, start)
) PARTITION BY RANGE (start);

CREATE TABLE rollup_hour (LIKE rollup_minute INCLUDING ALL) PARTITION BY RANGE (start);

CREATE TABLE rollup_day (LIKE rollup_minute INCLUDING ALL) PARTITION BY RANGE (start);

-- Every event but heartbeats, metrics and usage, and whatever could not be read, by month.
CREATE TABLE audit (
    topic          text        NOT NULL,
    partition      integer     NOT NULL,
    "offset"       bigint      NOT NULL,
    received       timestamptz NOT NULL,
    key            text        NOT NULL,
    id             text        NOT NULL,
    type           text        NOT NULL,
    source         text        NOT NULL,
    subject        text        NOT NULL,
    actor          text        NOT NULL,
    correlation_id text        NOT NULL,
    causation_id   text        NOT NULL,
    readable       boolean     NOT NULL,
    data           text        NOT NULL,
    PRIMARY KEY (received, topic, partition, "offset")
) PARTITION BY RANGE (received);

CREATE INDEX audit_by_subject ON audit (subject, received, topic, partition, "offset");
CREATE INDEX audit_by_actor ON audit (actor, received, topic, partition, "offset");
CREATE INDEX audit_by_type ON audit (type, received, topic, partition, "offset");
CREATE INDEX audit_by_correlation ON audit (correlation_id, received, topic, partition, "offset");
