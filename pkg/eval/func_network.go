package eval

import (
	"errors"
	"fmt"
	"math/big"
	"net"
	"strings"

	"github.com/apparentlymart/go-cidr/cidr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

func networkFunctions() map[string]function.Function {
	return map[string]function.Function{
		"cidrcontains": guarded(cidrContainsFunction()),
		"cidrhost":     guarded(cidrHostFunction()),
		"cidrnetmask":  guarded(cidrNetmaskFunction()),
		"cidrsubnet":   guarded(cidrSubnetFunction()),
		"cidrsubnets":  guarded(cidrSubnetsFunction()),
	}
}

func cidrHostFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "prefix", Type: cty.String}, {Name: "hostnum", Type: cty.Number}},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			network, err := parsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, argumentError(0, err)
			}
			var number *big.Int
			if err := gocty.FromCtyValue(args[1], &number); err != nil {
				return cty.NilVal, argumentError(1, err)
			}
			ip, err := cidr.HostBig(network, number)
			if err != nil {
				return cty.NilVal, err
			}
			return cty.StringVal(ip.String()), nil
		},
	})
}

func cidrNetmaskFunction() function.Function {
	return stringsFunction(cty.String, func(args []string) (cty.Value, error) {
		network, err := parsePrefix(args[0])
		switch {
		case err != nil:
			return cty.NilVal, argumentError(0, err)
		case len(network.IP) != net.IPv4len:
			return cty.NilVal, function.NewArgErrorf(0, "IPv6 prefixes have no netmask")
		}
		return cty.StringVal(net.IP(network.Mask).String()), nil
	}, "prefix")
}

func cidrSubnetFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "prefix", Type: cty.String},
			{Name: "newbits", Type: cty.Number},
			{Name: "netnum", Type: cty.Number},
		},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			var bits int
			if err := gocty.FromCtyValue(args[1], &bits); err != nil {
				return cty.NilVal, argumentError(1, err)
			}
			var number *big.Int
			if err := gocty.FromCtyValue(args[2], &number); err != nil {
				return cty.NilVal, argumentError(2, err)
			}
			network, err := parsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, argumentError(0, err)
			}
			subnet, err := cidr.SubnetBig(network, bits, number)
			if err != nil {
				return cty.NilVal, err
			}
			return cty.StringVal(subnet.String()), nil
		},
	})
}

// cidrSubnetsFunction lays out consecutive subnets, each as many bits longer than the prefix as its argument says.
func cidrSubnetsFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "prefix", Type: cty.String}},
		VarParam:     &function.Parameter{Name: "newbits", Type: cty.Number},
		Type:         function.StaticReturnType(cty.List(cty.String)),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			network, err := parsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, argumentError(0, err)
			}
			var subnets []string
			var last *net.IPNet
			for i, arg := range args[1:] {
				last, err = subnetAfter(network, last, arg)
				if err != nil {
					return cty.NilVal, argumentError(i+1, err)
				}
				subnets = append(subnets, last.String())
			}
			return stringList(subnets), nil
		},
	})
}

func subnetAfter(network, last *net.IPNet, newBits cty.Value) (*net.IPNet, error) {
	var bits int
	if err := gocty.FromCtyValue(newBits, &bits); err != nil {
		return nil, err
	}
	used, size := network.Mask.Size()
	switch {
	case bits < 1 || bits > 32:
		return nil, errors.New("must extend the prefix by 1 to 32 bits")
	case used+bits > size:
		return nil, fmt.Errorf("the address has only %d bits", size)
	case last == nil:
		return cidr.Subnet(network, bits, 0)
	}
	next, wrapped := cidr.NextSubnet(last, used+bits)
	if wrapped || !network.Contains(next.IP) {
		return nil, errors.New("not enough addresses remain for a subnet of this size")
	}
	return next, nil
}

// cidrContainsFunction tells whether a prefix has an address, or all addresses of another prefix.
func cidrContainsFunction() function.Function {
	return stringsFunction(cty.Bool, func(args []string) (cty.Value, error) {
		outer, err := parsePrefix(args[0])
		if err != nil {
			return cty.NilVal, argumentError(0, err)
		}
		first, last, err := addressRange(args[1])
		switch {
		case err != nil:
			return cty.NilVal, argumentError(1, err)
		case len(first) != len(outer.IP):
			return cty.NilVal, errors.New("one is an IPv4 and the other an IPv6 address")
		}
		return cty.BoolVal(outer.Contains(first) && outer.Contains(last)), nil
	}, "containing_prefix", "contained_ip_or_prefix")
}

func addressRange(s string) (first, last net.IP, err error) {
	if strings.Contains(s, "/") {
		network, err := parsePrefix(s)
		if err != nil {
			return nil, nil, err
		}
		first, last = cidr.AddressRange(network)
		return first, last, nil
	}
	ip := net.ParseIP(decimalOctets(s))
	if ip == nil {
		return nil, nil, errors.New("must be an IP address or prefix")
	}
	if v4 := ip.To4(); v4 != nil {
		ip = v4
	}
	return ip, ip, nil
}

func parsePrefix(s string) (*net.IPNet, error) {
	_, network, err := net.ParseCIDR(decimalOctets(s))
	if err != nil {
		return nil, errors.New("must be an IP prefix such as 10.0.0.0/8")
	}
	return network, nil
}

// decimalOctets drops leading zeros: Terraform still reads 010.0.0.0 as 10.0.0.0, which net refuses.
func decimalOctets(s string) string {
	address, bits, prefix := strings.Cut(s, "/")
	octets := strings.Split(address, ".")
	if len(octets) != 4 || strings.Contains(address, ":") {
		return s
	}
	for i, octet := range octets {
		if short := strings.TrimLeft(octet, "0"); octet != "" {
			octets[i] = short
			if short == "" {
				octets[i] = "0"
			}
		}
	}
	address = strings.Join(octets, ".")
	if !prefix {
		return address
	}
	return address + "/" + bits
}
