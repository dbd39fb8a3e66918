package io.boson.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// One cache and one budget of write buffers for all stores of the process. The defaults are per
/// store and task, and so grow with the number of partitions. Named in configuration, which is why
/// it must be public.
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long CACHE_BYTES = 32L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 16L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES_PER_STORE = 2L * 1024 * 1024;

    static {
        RocksDB.loadLibrary(); // the first of its classes to be used may be one of these
    }

    private static final Cache CACHE = new LRUCache(CACHE_BYTES);
    private static final WriteBufferManager BUFFERS =
            new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES_PER_STORE);
        options.setMaxWriteBufferNumber(2);
    }

    /// Cache and buffers are shared: they live as long as the process.
    @Override
    public void close(String storeName, Options options) {}
}
