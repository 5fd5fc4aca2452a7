package lsp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// What one message may be: more than any file that is read, and headers that nobody writes.
const (
	maxMessage = 64 << 20
	maxHeader  = 4 << 10
)

// stream carries messages as the base protocol frames them: headers, an empty line, and so many bytes as Content-Length says. The library's own
// framing would make room for whatever length a header claims.
type stream struct {
	in    *bufio.Reader
	out   io.WriteCloser
	reads func(message []byte)
	rest  func() // waits for what came before the end of the input
}

func newStream(in io.Reader, out io.WriteCloser, reads func([]byte), rest func()) *stream {
	return &stream{in: bufio.NewReaderSize(in, maxHeader), out: out, reads: reads, rest: rest}
}

// Send implements channel.Channel.
func (s *stream) Send(message []byte) error {
	_, err := s.out.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(message)), message...))
	return err
}

// Recv implements channel.Channel. At the end of the input it waits for what came before to be heeded: the library drops that, and a client may
// well say exit and be gone.
func (s *stream) Recv() ([]byte, error) {
	message, err := s.receive()
	if err == nil {
		s.reads(message)
	}
	if errors.Is(err, io.EOF) {
		s.rest()
	}
	return message, err
}

func (s *stream) receive() ([]byte, error) {
	length, begun := -1, false
	for {
		line, err := s.in.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		header := strings.TrimRight(string(line), "\r\n")
		if header == "" && begun {
			break
		}
		begun = begun || header != "" // an empty line too many does no harm
		name, value, _ := strings.Cut(header, ":")
		if !strings.EqualFold(name, "Content-Length") {
			continue
		}
		if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 || length > maxMessage {
			return nil, fmt.Errorf("a message with Content-Length %.40q cannot be read", value)
		}
	}
	if length < 0 {
		return nil, errors.New("a message has no Content-Length")
	}
	message := make([]byte, length)
	_, err := io.ReadFull(s.in, message)
	return message, err
}

// Close implements channel.Channel.
func (s *stream) Close() error { return s.out.Close() }
