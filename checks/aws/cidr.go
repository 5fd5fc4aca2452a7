package aws

import (
	"cmp"
	"encoding/binary"
	"math"
	"net/netip"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// A network is one CIDR block that a rule names, and the value to report it on.
type network struct {
	netip.Prefix
	at graph.Value
}

// networksIn returns the CIDR blocks that v surely names, be it one string or a list. Text that is no CIDR block is
// left out: the provider refuses it.
func networksIn(v graph.Value) []network {
	return graph.Remember(v, "networks", func() []network { return parseNetworks(v) })
}

func parseNetworks(v graph.Value) []network {
	elements := []graph.Value{v}
	if v.IsCollection() {
		elements = v.Each()
	}
	var all []network
	for _, e := range elements {
		text, ok := e.Text()
		if !ok {
			continue
		}
		if p, err := netip.ParsePrefix(strings.TrimSpace(text)); err == nil {
			all = append(all, network{p.Masked(), e})
		}
	}
	return all
}

// internet returns the networks by which the internet gets in: those that are half of an address family or more by
// themselves, else all of a family whose union is, the widest first. It is empty when the internet is kept out.
func internet(nets []network) []network {
	if narrow(nets) {
		return nil
	}
	var open []network
	for _, is6 := range []bool{false, true} {
		var family, alone []network
		for _, n := range nets {
			if n.Addr().Is6() != is6 {
				continue
			}
			family = append(family, n)
			if isInternet(n.Prefix) {
				alone = append(alone, n)
			}
		}
		switch {
		case len(alone) > 0:
			open = append(open, alone...)
		case len(family) > 1 && coverage(family) >= 0.5:
			open = append(open, widestFirst(family)...)
		}
	}
	return open
}

// narrow reports that the blocks, added up, come to less than half of either address family.
func narrow(nets []network) bool {
	var share4, share6 float64
	for _, n := range nets {
		if n.Addr().Is6() {
			share6 += math.Ldexp(1, 3-n.Bits()) // of 2000::/3
		} else {
			share4 += math.Ldexp(1, -n.Bits())
		}
	}
	return share4 < 0.5 && share6 < 0.5
}

// isInternet reports that the block is half of its address family or more: 0.0.0.0/0, ::/0, and the halves that stand
// in for them where a check asks for the zero route alone.
func isInternet(p netip.Prefix) bool { return coverage([]network{{Prefix: p}}) >= 0.5 }

func widestFirst(nets []network) []network {
	slices.SortStableFunc(nets, func(a, b network) int { return cmp.Compare(a.Bits(), b.Bits()) })
	return nets
}

// coverage is the share of their address family, from 0 to 1, that the blocks of one family cover together. For IPv6 it
// is the share of 2000::/3, the only part of it that is routed on the internet.
func coverage(nets []network) float64 {
	if len(nets) == 0 {
		return 0
	}
	low, high := uint64(0), uint64(1)<<32-1
	if nets[0].Addr().Is6() {
		low, high = 0x2000_0000_0000_0000, 0x3fff_ffff_ffff_ffff
	}
	spans := make([][2]uint64, len(nets))
	for i, n := range nets {
		first, last := span(n.Prefix)
		spans[i] = [2]uint64{max(first, low), min(last, high)}
	}
	slices.SortFunc(spans, func(a, b [2]uint64) int { return cmp.Compare(a[0], b[0]) })
	var covered float64
	next := low // the first address not counted yet
	for _, s := range spans {
		if first := max(s[0], next); first <= s[1] {
			covered += float64(s[1]-first) + 1
			next = s[1] + 1
		}
	}
	return covered / (float64(high-low) + 1)
}

// span returns the first and last address of a block as numbers: an IPv4 address whole, of an IPv6 address the upper
// half, since no network is narrower than a /64 but single hosts.
func span(p netip.Prefix) (first, last uint64) {
	bytes, width := p.Addr().AsSlice(), 64
	if p.Addr().Is4() {
		first, width = uint64(binary.BigEndian.Uint32(bytes)), 32
	} else {
		first = binary.BigEndian.Uint64(bytes[:8])
	}
	hostBits := max(width-p.Bits(), 0)
	if hostBits == 64 {
		return first, ^uint64(0)
	}
	return first, first + uint64(1)<<hostBits - 1
}

// privateBlocks are the address blocks that the internet does not route: RFC 1918, shared address space (RFC 6598),
// loopback, link-local, unique local IPv6 (RFC 4193).
func privateBlocks() []netip.Prefix {
	return []netip.Prefix{
		netip.PrefixFrom(netip.AddrFrom4([4]byte{10}), 8),
		netip.PrefixFrom(netip.AddrFrom4([4]byte{172, 16}), 12),
		netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 168}), 16),
		netip.PrefixFrom(netip.AddrFrom4([4]byte{100, 64}), 10),
		netip.PrefixFrom(netip.AddrFrom4([4]byte{127}), 8),
		netip.PrefixFrom(netip.AddrFrom4([4]byte{169, 254}), 16),
		netip.PrefixFrom(netip.AddrFrom16([16]byte{0xfc}), 7),
		netip.PrefixFrom(netip.AddrFrom16([16]byte{0xfe, 0x80}), 10),
	}
}

// isPrivate reports that every address of the block is out of the internet's reach.
func isPrivate(p netip.Prefix) bool {
	return slices.ContainsFunc(privateBlocks(), func(b netip.Prefix) bool {
		return b.Bits() <= p.Bits() && b.Contains(p.Addr())
	})
}

// isPublicRange reports a routable network of more than one host that is not the whole internet.
func isPublicRange(p netip.Prefix) bool { return !isPrivate(p) && !p.IsSingleIP() && !isInternet(p) }

// isWidePrivate reports a private network that no single VPC can be: wider than a /16 (a VPC's largest size; for IPv6
// a /48), or all of 192.168.0.0/16.
func isWidePrivate(p netip.Prefix) bool {
	if !isPrivate(p) {
		return false
	}
	if p.Addr().Is6() {
		return p.Bits() < 48
	}
	return p.Bits() < 16 || p.Bits() == 16 && p.Addr().As4()[0] == 192
}
