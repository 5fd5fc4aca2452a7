package iam

import (
	"net/netip"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Condition is one key of one operator: {"StringEquals": {"aws:SourceVpce": ["vpce-1"]}}. Operator and Key are as written,
// empty when not known; the values are alternatives.
type Condition struct {
	Operator string
	Key      string
	Values   []graph.Value

	place source.Place
}

// Place returns the condition's own place: its key in JSON, its block's head in the data source.
func (c Condition) Place() source.Place { return c.place }

// On returns the conditions on the key, whose case does not count.
func (s Statement) On(key string) []Condition {
	var all []Condition
	for _, c := range s.Conditions {
		if strings.EqualFold(c.Key, key) {
			all = append(all, c)
		}
	}
	return all
}

// OnlyOn reports that surely every condition of the statement, if it has any, is on a key for which f holds; f gets it in lower
// case.
func (s Statement) OnlyOn(f func(key string) bool) bool {
	for _, c := range s.Conditions {
		if c.Key == "" || !f(strings.ToLower(c.Key)) {
			return false
		}
	}
	return s.conditionsKnown
}

// Narrowed reports that some condition surely narrows an Allow statement to known callers or known places: an organization, an
// account, an ARN, a VPC, addresses that are not the world's. How they call (TLS, user agent, referer) narrows nothing.
func (s Statement) Narrowed() bool {
	for _, c := range s.Conditions {
		if s.binds(c) && c.narrows() == yes {
			return true
		}
	}
	return false
}

// Unnarrowed reports that surely no condition of the statement narrows it: what is asked before calling a statement open.
func (s Statement) Unnarrowed() bool {
	if !s.conditionsKnown {
		return false
	}
	for _, c := range s.Conditions {
		if s.binds(c) && c.narrows() != no {
			return false
		}
	}
	return true
}

// binds reports that the condition fails for a request that lacks the key, or that another one demands the key: IfExists and
// ForAllValues hold for what is missing.
func (s Statement) binds(c Condition) bool {
	if !strings.HasSuffix(c.Operator, "IfExists") && !strings.HasPrefix(c.Operator, "ForAllValues:") {
		return true
	}
	for _, other := range s.On(c.Key) {
		if other.Operator == "Null" && len(other.Values) == 1 && other.Values[0].Holds(isFalse) {
			return true
		}
	}
	return false
}

func isFalse(s string) bool { return strings.EqualFold(s, "false") }

// answer keeps three apart: a value that is not known neither narrows nor leaves open.
type answer int

const (
	no answer = iota
	maybe
	yes
)

// narrows asks each value, since one open alternative opens the condition.
func (c Condition) narrows() answer {
	test := c.test()
	if test == nil {
		return no
	}
	least := yes
	for _, v := range c.Values {
		if a := ask(v, test); a < least {
			least = a
		}
	}
	if len(c.Values) == 0 {
		return maybe
	}
	return least
}

// ask answers from the part of the value that is known.
func ask(v graph.Value, narrow func(string) bool) answer {
	text, ok := v.Text()
	switch {
	case !ok:
		return maybe
	case narrow(text):
		return yes
	}
	return no
}

// test returns what a value of the condition must hold to narrow, nil when no value can: the operator is negated, or the key
// says nothing of who or where from.
func (c Condition) test() func(string) bool {
	operator := strings.TrimSuffix(c.Operator, "IfExists")
	if _, rest, ok := strings.Cut(operator, ":"); ok {
		operator = rest
	}
	key := strings.ToLower(c.Key)
	switch operator {
	case "IpAddress":
		if key == "aws:sourceip" {
			return narrowAddress
		}
	case "Bool":
		if narrowFlag(key) {
			return func(s string) bool { return strings.EqualFold(s, "true") }
		}
	case "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike":
		return narrowKey(key)
	}
	return nil
}

// narrowFlag lists the boolean keys that only AWS itself or a mount inside the customer's network can make true.
func narrowFlag(key string) bool {
	return key == "aws:principalisawsservice" || key == "elasticfilesystem:accessedviamounttarget"
}

// narrowKey returns what a value must hold to narrow by the key. Keys after the AWS global condition context keys and the
// service authorization reference, November 2026. Tags and user names are not among them: any account may choose its own.
func narrowKey(key string) func(string) bool {
	switch key {
	case "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalservicename",
		"aws:principalservicenameslist", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths",
		"aws:sourcevpc", "aws:sourcevpce", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
		"kms:calleraccount", "s3:dataaccesspointaccount", "sns:endpoint",
		"s3:x-amz-server-side-encryption-aws-kms-key-id":
		return narrowText
	case "aws:principalarn", "aws:sourcearn", "aws:sourcevpcarn", "ec2:sourceinstancearn", "s3:dataaccesspointarn",
		"elasticfilesystem:accesspointarn":
		return narrowARN
	case "aws:userid":
		return func(id string) bool { return id != "" && !strings.ContainsAny(id[:1], "*?") }
	}
	if isFederated(key) {
		return narrowText
	}
	return nil
}

// isFederated reports whether the key is a claim by which an identity provider tells its users or clients apart.
func isFederated(key string) bool {
	i := strings.LastIndexByte(key, ':')
	if i < 0 {
		return false
	}
	switch key[i+1:] {
	case "sub", "aud", "app_id", "oaud", "azp":
		return true
	}
	return false
}

// narrowText reports whether the text says anything beside wildcards.
func narrowText(text string) bool { return strings.Trim(text, "*?:/") != "" }

// narrowARN reports whether the ARN pattern stays within one account or, where ARNs have none, one resource.
func narrowARN(text string) bool {
	arn, ok := ParseARN(text)
	switch {
	case !ok:
		return narrowText(text) && !strings.HasPrefix(text, "arn:")
	case arn.Account == "":
		return narrowText(arn.Resource)
	}
	return narrowText(arn.Account)
}

// narrowAddress reports whether the CIDR or address leaves most of the world out.
func narrowAddress(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return false
	}
	if prefix.Addr().Is4() {
		return prefix.Bits() >= 8
	}
	return prefix.Bits() >= 16
}
