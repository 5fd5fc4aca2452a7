package lsp

import "testing"

func TestPositions(t *testing.T) {
	t.Parallel()
	text := []byte("a\r\näx𝒳y\n\xff!\n")
	for _, want := range []struct {
		encoding encoding
		at       int
		position position
	}{
		{inUTF8, 0, position{0, 0}}, {inUTF16, 3, position{1, 0}}, {inUTF16, 5, position{1, 1}}, {inUTF8, 5, position{1, 2}}, {inUTF32, 10, position{1, 3}},
		{inUTF16, 10, position{1, 4}}, {inUTF8, 10, position{1, 7}}, {inUTF16, 13, position{2, 1}}, {inUTF8, 13, position{2, 1}}, {inUTF32, 15, position{3, 0}},
	} {
		if got := want.encoding.position(text, want.at); got != want.position {
			t.Errorf("%s: byte %d is at %v, want %v", want.encoding, want.at, got, want.position)
		}
		if got := want.encoding.offset(text, want.position); got != want.at {
			t.Errorf("%s: %v is byte %d, want %d", want.encoding, want.position, got, want.at)
		}
	}
	for p, at := range map[position]int{{0, 99}: 1, {1, 99}: 11, {99, 0}: 15} {
		if got := inUTF16.offset(text, p); got != at {
			t.Errorf("%v is byte %d, want %d", p, got, at)
		}
	}
}

func TestNegotiation(t *testing.T) {
	t.Parallel()
	for want, offered := range map[encoding][]string{inUTF16: {"utf-7"}, inUTF8: {"utf-16", "utf-8"}, inUTF32: {"utf-32"}} {
		if got := negotiate(offered); got != want {
			t.Errorf("of %v: %s", offered, got)
		}
	}
}

func TestURIs(t *testing.T) {
	t.Parallel()
	for uri, want := range map[string]string{"file:///a/b%20c.tf": "/a/b c.tf", "file://localhost/a/%C3%A4.tf": "/a/ä.tf", "file:///a/../b.tf": "/b.tf"} {
		if got, ok := pathOf(uri); !ok || got != want {
			t.Errorf("%s is %s", uri, got)
		}
	}
	if got := fromSlash("/c:/a/b.tf", true); got != `C:\a\b.tf` && got != `C:/a/b.tf` {
		t.Errorf("a drive is %s", got)
	}
	if got := uriOf("/a/b c#ä.tf"); got != "file:///a/b%20c%23%C3%A4.tf" {
		t.Errorf("got %s", got)
	}
}
