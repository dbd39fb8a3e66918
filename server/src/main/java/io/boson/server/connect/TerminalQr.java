package io.boson.server.connect;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/// A QR code of half blocks, two rows of modules in a line of text. Light modules are drawn and
/// dark ones left out, as terminals are dark; where there are colours, they are set.
final class TerminalQr {

    /// ISO/IEC 18004 section 5.3.8: so many light modules around.
    private static final int QUIET_ZONE = 4;

    private static final String WHITE_ON_BLACK = "\33[97;40m";
    private static final String PLAIN = "\33[0m";

    private TerminalQr() {}

    /// @param colours whether the text may set them
    static String of(String text, boolean colours) {
        BitMatrix code = encode(text);
        StringBuilder out = new StringBuilder();
        for (int y = 0; y < code.getHeight(); y += 2) {
            out.append(colours ? WHITE_ON_BLACK : "");
            for (int x = 0; x < code.getWidth(); x++) {
                out.append(block(isLight(code, x, y), isLight(code, x, y + 1)));
            }
            out.append(colours ? PLAIN : "").append('\n');
        }
        return out.toString();
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.L,
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("too long for a QR code", tooLong);
        }
    }

    private static boolean isLight(BitMatrix code, int x, int y) {
        return y < code.getHeight() && !code.get(x, y);
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '\u2588' : '\u2580';
        }
        return lower ? '\u2584' : ' ';
    }
}
