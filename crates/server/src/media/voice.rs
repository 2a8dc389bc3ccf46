//! A voice note, by its signature: one of the three containers in which browsers record speech, and no moving picture in it.

/// What a browser is told it is; none when it is none of them.
pub(super) fn kind(sent: &[u8]) -> Option<&'static str> {
    let head = &sent[..sent.len().min(4096)];
    let has = |all: &[u8], word: &[u8]| all.windows(word.len()).any(|w| w == word);
    if sent.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) {
        // The name of a codec stands behind its tag and length: two letters alone are found in any sound.
        let moves = |codec: &[u8]| matches!(codec, [0x86, length, b'V', b'_'] if length & 0x80 != 0);
        let speech = has(head, b"webm") && has(head, b"A_OPUS") && !head.windows(4).any(moves);
        return speech.then_some("audio/webm");
    }
    if sent.starts_with(b"OggS") {
        return has(head, b"OpusHead").then_some("audio/ogg");
    }
    let mp4 = sent.get(4..8) == Some(b"ftyp") && has(sent, b"mp4a") && !has(sent, b"hdlr\0\0\0\0\0\0\0\0vide");
    mp4.then_some("audio/mp4")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_speech_is_taken() {
        let webm = |codec: &str| {
            [
                &[0x1a, 0x45, 0xdf, 0xa3],
                &b"\x42\x82webm\x86\x86"[..],
                codec.as_bytes(),
            ]
            .concat()
        };
        assert_eq!(kind(&webm("A_OPUS")), Some("audio/webm"));
        assert_eq!(kind(&webm("A_OPUS, and a sound like V_")), Some("audio/webm"));
        assert_eq!(kind(b"OggS....OpusHead"), Some("audio/ogg"));
        assert_eq!(kind(b"\0\0\0\x1cftypiso5moovsounmp4a"), Some("audio/mp4"));
        let bad = [
            webm("V_VP8 A_OPUS"),
            webm("A_VORBIS"),
            b"OggS theora".to_vec(),
            b"\0\0\0\x1cftypisom hdlr\0\0\0\0\0\0\0\0vide mp4a".to_vec(),
            b"RIFF....WAVE".to_vec(),
            b"ID3".to_vec(),
            Vec::new(),
        ];
        for bad in bad {
            assert_eq!(kind(&bad), None);
        }
    }
}
