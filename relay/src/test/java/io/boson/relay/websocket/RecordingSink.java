package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Remembers what it was shown, one line each. Scribbles over what it is promised to be free.
final class RecordingSink implements FrameSink {

    private static final int SCRIBBLE = 0x55;

    final List<String> events = new ArrayList<>();

    @Override
    public void binary(ByteBuf buffer, int at, int length) {
        for (int i = at - FrameHead.length(length); i < at; i++) {
            buffer.setByte(i, SCRIBBLE);
        }
        events.add("binary " + ByteBufUtil.hexDump(buffer, at, length));
    }

    @Override
    public void endOfBuffer() {
        // Nothing is kept of a buffer here.
    }

    @Override
    public void text(ByteBuf content) {
        events.add("text " + content.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void ping(ByteBuf content) {
        events.add("ping " + ByteBufUtil.hexDump(content));
    }

    @Override
    public void pong() {
        events.add("pong");
    }

    @Override
    public void close(int code) {
        events.add("close " + code);
    }

    @Override
    public void fault(ProtocolFault fault) {
        events.add("fault " + fault);
    }
}
