package io.boson.relay.websocket;

import static io.boson.relay.fuzz.FuzzInput.check;

import io.boson.relay.fuzz.FuzzContract;
import io.boson.relay.fuzz.FuzzInput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/// Any stream of bytes is read the same however it is torn, nothing comes after its end, and all
/// buffers are given back. Large frames are [FrameParserFuzzTest]'s.
///
/// ```
/// input   0 the most bytes of a piece, less one   1 the stream
/// ```
public class FrameStreamFuzzTest extends FuzzContract {

    private static final int RUNS = 30_000;
    private static final int LIMIT = 512;

    public FrameStreamFuzzTest() {
        super(RUNS);
    }

    @Override
    protected List<byte[]> seeds() {
        return Stream.of(
                        new ClientFrames().frame(0x82, new byte[130]).frame(0x88, "03e8"),
                        new ClientFrames().frame(0x02, "0102").frame(0x89, "aa").frame(0x80, "03"),
                        new ClientFrames().frame(0x81, "c3a4").frame(0x8a, ""),
                        new ClientFrames().frame(0x01, "e2").frame(0x80, "82ac"))
                .map(frames -> input(3, frames.bytes()))
                .toList();
    }

    private static byte[] input(int most, byte[] stream) {
        return ByteBuffer.allocate(1 + stream.length).put((byte) most).put(stream).array();
    }

    @Override
    protected void feed(byte[] input) {
        fuzzerTestOneInput(input);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        int most = 1 + input.below(256);
        byte[] stream = input.rest();

        List<String> torn = read(stream, most);

        check(torn.equals(read(stream, stream.length + 1)), "torn otherwise it is another stream");
        for (int i = 0; i < torn.size() - 1; i++) {
            boolean isEnd = torn.get(i).startsWith("close") || torn.get(i).startsWith("fault");
            check(!isEnd, "something after the end: " + torn);
        }
    }

    private static List<String> read(byte[] stream, int most) {
        RecordingSink sink = new RecordingSink();
        EmbeddedChannel channel = new EmbeddedChannel(new FrameParser(sink, LIMIT));
        for (int at = 0; at < stream.length; at += most) {
            int length = Math.min(most, stream.length - at);
            ByteBuf piece = Unpooled.buffer(length).writeBytes(stream, at, length);
            channel.writeInbound(piece);
            check(piece.refCnt() == 0, "a buffer that is not given back");
        }
        channel.finishAndReleaseAll();
        return sink.events;
    }
}
