package io.boson.server.architecture;

/// Tells a Java file's code from its comments: a rule about calls must not stumble over prose, nor
/// over a sample in a string.
///
/// Both halves keep every line where it was; what belongs to the other half is blank.
record JavaText(String code, String comments) {

    static JavaText split(String text) {
        return new Splitter(text).split();
    }

    private enum Region {
        CODE(""),
        LINE_COMMENT(""),
        BLOCK_COMMENT("*/"),
        TEXT_BLOCK("\"\"\""),
        STRING("\""),
        CHARACTER("'");

        final String end;

        Region(String end) {
            this.end = end;
        }

        boolean isComment() {
            return this == LINE_COMMENT || this == BLOCK_COMMENT;
        }
    }

    private static final class Splitter {
        private final String text;
        private final StringBuilder code = new StringBuilder();
        private final StringBuilder comments = new StringBuilder();
        private Region region = Region.CODE;
        private int at;

        Splitter(String text) {
            this.text = text;
        }

        JavaText split() {
            while (at < text.length()) {
                switch (region) {
                    case CODE -> inCode();
                    case LINE_COMMENT -> inLineComment();
                    case BLOCK_COMMENT -> until(region.end);
                    case TEXT_BLOCK, STRING, CHARACTER -> inLiteral();
                }
            }
            return new JavaText(code.toString(), comments.toString());
        }

        private void inCode() {
            if (text.startsWith("//", at)) {
                enter(Region.LINE_COMMENT, 2);
            } else if (text.startsWith("/*", at)) {
                enter(Region.BLOCK_COMMENT, 2);
            } else if (text.startsWith("\"\"\"", at)) {
                enter(Region.TEXT_BLOCK, 3);
            } else if (text.charAt(at) == '"') {
                enter(Region.STRING, 1);
            } else if (text.charAt(at) == '\'') {
                enter(Region.CHARACTER, 1);
            } else {
                take(1);
            }
        }

        private void inLineComment() {
            if (text.charAt(at) == '\n') {
                region = Region.CODE;
            }
            take(1);
        }

        private void inLiteral() {
            if (text.charAt(at) == '\\') {
                take(2);
            } else {
                until(region.end);
            }
        }

        private void until(String end) {
            if (text.startsWith(end, at)) {
                take(end.length());
                region = Region.CODE;
            } else {
                take(1);
            }
        }

        private void enter(Region next, int length) {
            region = next;
            take(length);
        }

        private void take(int length) {
            for (var end = Math.min(at + length, text.length()); at < end; at++) {
                var character = text.charAt(at);
                var blank = character == '\n' ? '\n' : ' ';
                code.append(region == Region.CODE ? character : blank);
                comments.append(region.isComment() ? character : blank);
            }
        }
    }
}
