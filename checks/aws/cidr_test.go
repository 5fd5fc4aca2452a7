package aws

import (
	"net/netip"
	"strings"
	"testing"
)

func networks(cidrs string) []network {
	var nets []network
	for _, c := range strings.Fields(cidrs) {
		nets = append(nets, network{Prefix: netip.MustParsePrefix(c).Masked()})
	}
	return nets
}

func TestInternet(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cidrs, open string }{
		{"0.0.0.0/0", "0.0.0.0/0"},
		{"10.0.0.0/8 0.0.0.0/0 ::/0", "0.0.0.0/0 ::/0"},
		{"0.0.0.0/1 128.0.0.0/1", "0.0.0.0/1 128.0.0.0/1"},
		{"128.0.0.0/1", "128.0.0.0/1"},
		{"64.0.0.0/2 0.0.0.0/2", "64.0.0.0/2 0.0.0.0/2"},
		{"1.0.0.0/8 2.0.0.0/7 4.0.0.0/6 8.0.0.0/7 11.0.0.0/8 12.0.0.0/6 16.0.0.0/4 32.0.0.0/3 64.0.0.0/2 128.0.0.0/2", "64.0.0.0/2 128.0.0.0/2 32.0.0.0/3 16.0.0.0/4 4.0.0.0/6 12.0.0.0/6 2.0.0.0/7 8.0.0.0/7 1.0.0.0/8 11.0.0.0/8"},
		{"0.0.0.0/2 0.0.0.0/2 10.0.0.0/8", ""},
		{"10.0.0.0/8 172.16.0.0/12 192.168.0.0/16", ""},
		{"203.0.113.0/24", ""},
		{"2000::/3", "2000::/3"},
		{"2000::/4", "2000::/4"},
		{"2000::/5 2800::/5", "2000::/5 2800::/5"},
		{"2001:db8::/32 fc00::/7", ""},
		{"::/0", "::/0"},
		{"", ""},
	} {
		var got []string
		for _, n := range internet(networks(c.cidrs)) {
			got = append(got, n.String())
		}
		if strings.Join(got, " ") != c.open {
			t.Errorf("internet(%s) = %q, want %q", c.cidrs, got, c.open)
		}
	}
}

func TestPrefixKinds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cidr                  string
		private, public, wide bool
	}{
		{"10.0.0.0/8", true, false, true},
		{"10.1.0.0/16", true, false, false},
		{"172.16.0.0/12", true, false, true},
		{"192.168.0.0/16", true, false, true},
		{"192.168.4.0/24", true, false, false},
		{"8.0.0.0/6", false, true, false},
		{"203.0.113.7/32", false, false, false},
		{"203.0.113.0/28", false, true, false},
		{"0.0.0.0/0", false, false, false},
		{"fd00::/8", true, false, true},
		{"fd12:3456:789a::/48", true, false, false},
		{"2001:db8::/32", false, true, false},
	} {
		p := netip.MustParsePrefix(c.cidr)
		if isPrivate(p) != c.private || isPublicRange(p) != c.public || isWidePrivate(p) != c.wide {
			t.Errorf("%s: private %v, public range %v, wide private %v", c.cidr, isPrivate(p), isPublicRange(p), isWidePrivate(p))
		}
	}
}
