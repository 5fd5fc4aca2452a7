package iam

import "strings"

// MatchAction reports whether the action pattern ("s3:Get*") covers the action ("s3:GetObject"): * stands for any text, ? for
// any one character, and case does not count.
func MatchAction(pattern, action string) bool {
	if !strings.ContainsAny(pattern, "*?") {
		return len(pattern) == len(action) && strings.EqualFold(pattern, action)
	}
	return match(pattern, action, func(a, b byte) bool { return lower(a) == lower(b) })
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// Match reports whether the pattern covers the text: * stands for any text, ? for any one byte. It takes time proportional to
// the product of the lengths at worst.
func Match(pattern, text string) bool {
	return match(pattern, text, func(a, b byte) bool { return a == b })
}

func match(pattern, text string, same func(a, b byte) bool) bool {
	p, t := 0, 0
	star, mark := -1, 0 // the last * and the text position it has eaten up to
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || same(pattern[p], text[t])):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// OnlyWildcards reports whether the text is nothing but wildcards, at least one.
func OnlyWildcards(text string) bool {
	return text != "" && strings.Trim(text, "*?") == "" && strings.Contains(text, "*")
}

// IsEveryAction reports whether an action pattern covers every action of every service.
func IsEveryAction(pattern string) bool {
	service, name, ok := strings.Cut(pattern, ":")
	return OnlyWildcards(service) && (!ok || OnlyWildcards(name))
}

// IsServiceWildcard reports whether an action pattern covers every action of one service.
func IsServiceWildcard(pattern string) bool {
	service, name, ok := strings.Cut(pattern, ":")
	return ok && OnlyWildcards(name) && !OnlyWildcards(service)
}

// IsEveryResource reports whether a resource pattern covers every resource of every service: "*", or an ARN that names no
// service, account or resource.
func IsEveryResource(pattern string) bool {
	if OnlyWildcards(pattern) {
		return true
	}
	rest, ok := strings.CutPrefix(pattern, "arn:")
	if !ok {
		return false
	}
	_, rest, ok = strings.Cut(rest, ":") // the partition says no more than which AWS
	if !ok {
		rest = pattern[len("arn:"):]
	}
	return strings.Trim(rest, "*:/") == "" && strings.Contains(rest, "*")
}

// ARN is an Amazon resource name in its parts, each as written, with wildcards.
type ARN struct{ Partition, Service, Region, Account, Resource string }

// ParseARN splits an ARN; ok is false for text of another form.
func ParseARN(text string) (arn ARN, ok bool) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return ARN{}, false
	}
	return ARN{parts[1], parts[2], parts[3], parts[4], parts[5]}, true
}
