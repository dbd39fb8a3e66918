package io.boson.relay.wire;

import static io.boson.relay.fuzz.FuzzInput.check;

import io.boson.relay.fuzz.FuzzContract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Any frame of any form is read without an exception: a batch is its packets and nothing else, and
/// a packet of JSON is no longer than its frame.
public class RelayFrameFuzzTest extends FuzzContract {

    private static final int RUNS = 60_000;

    private static final String SESSION = "\"sessionId\":\"5e55a6e0-7b1c-4f7e-9d3a-000000000001\"";

    public RelayFrameFuzzTest() {
        super(RUNS);
    }

    @Override
    protected List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        Stream.of(
                        "{'type':'data',S,'payload':{'type':'Buffer','data':[1,0,255]}}",
                        "{'type':'data',S,'direction':'x','payload':'AQID'}",
                        "{'type':'packet','data':'AQID'}",
                        "{'type':'control',S,'payload':{'action':'connect'}}",
                        "{'type':'control','payload':{'action':'disconnect'}}",
                        "{'type':'control','compressed':true,'data':'H4sIAAAAAAAAAKuuBQA='}",
                        "{'type':'control','payload':{'compressed':true,'data':''}}",
                        "{'type':'heartbeat','x':[[],{}]}",
                        "{'type':'ping'}",
                        "{'type':'pong'}")
                .map(text -> text.replace('\'', '"').replace("S", SESSION))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .forEach(seeds::add);
        seeds.add(HexFormat.of().parseHex("000200040400000000010a"));
        seeds.add(HexFormat.of().parseHex("0400000007000000"));
        return seeds;
    }

    @Override
    protected void feed(byte[] input) {
        fuzzerTestOneInput(input);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        ByteBuf frame = Unpooled.wrappedBuffer(input);
        switch (BinaryFrame.of(frame, 0, input.length)) {
            case PACKET -> check(!isBatch(input), "a batch taken for a packet");
            case BATCH -> unpack(frame, input);
            case JSON -> check(input[0] == '{', "no JSON");
        }
        read(frame);
    }

    private static boolean isBatch(byte[] input) {
        return input.length > 1 && input[0] == 0 && input[1] > 0 && input[1] < 100;
    }

    private static void unpack(ByteBuf frame, byte[] input) {
        check(isBatch(input), "no batch");
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        again.write(input, 0, Short.BYTES);
        int[] count = new int[1];
        boolean isWhole =
                BinaryFrame.unpack(
                        frame,
                        0,
                        input.length,
                        packet -> {
                            count[0]++;
                            again.write(packet.readableBytes() >>> Byte.SIZE);
                            again.write(packet.readableBytes());
                            again.writeBytes(bytes(packet));
                        });
        byte[] packed = again.toByteArray();
        check(count[0] <= input[1], count[0] + " packets of " + input[1]);
        check(packed.length <= input.length, "packets beyond the batch");
        check(Arrays.equals(packed, Arrays.copyOf(input, packed.length)), "other packets");
        check(!isWhole || packed.length == input.length, "bytes left over");
        check(!isWhole || count[0] == input[1], "packets missing");
    }

    private static void read(ByteBuf frame) {
        int length = frame.readableBytes();
        RelayFrame.Incoming read = FrameReader.read(frame);
        check(frame.readableBytes() == length, "indices moved");
        if (read instanceof RelayFrame.Data(_, _, var packet)) {
            check(packet.readableBytes() > 0, "an empty packet");
            check(packet.readableBytes() < length, "a packet larger than its frame");
        }
    }

    private static byte[] bytes(ByteBuf packet) {
        byte[] bytes = new byte[packet.readableBytes()];
        packet.getBytes(packet.readerIndex(), bytes);
        return bytes;
    }
}
