package io.boson.relay.fuzz;

/// A fuzzer's bytes, read as decisions from front to back; after the end all are zero.
public final class FuzzInput {

    private final byte[] bytes;
    private int at;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean isEmpty() {
        return at >= bytes.length;
    }

    /// @param bound 1 to 256
    /// @return 0 to `bound - 1`
    public int below(int bound) {
        return next() % bound;
    }

    public boolean flag() {
        return (next() & 1) != 0;
    }

    public long number() {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << Byte.SIZE | next();
        }
        return number;
    }

    /// Up to so many, fewer where they end.
    public byte[] bytes(int most) {
        byte[] read = new byte[Math.min(most, bytes.length - Math.min(at, bytes.length))];
        System.arraycopy(bytes, Math.min(at, bytes.length), read, 0, read.length);
        at += read.length;
        return read;
    }

    public byte[] rest() {
        return bytes(Integer.MAX_VALUE);
    }

    private int next() {
        return isEmpty() ? 0 : bytes[at++] & 0xff;
    }

    /// Said in the target's own words: an assertion library in every step would be most of what is
    /// measured and run.
    public static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
