package eval

import (
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Regular expressions are matched in time linear in both the pattern and the text, but a short pattern such as
// (a{1000}){1000} stands for a long one, and looking for all matches may look at the rest of the text for each.
const (
	maxPatternSize  = 20_000  // of a pattern, with its repetitions written out
	maxPatternWork  = 1 << 27 // steps of a single search
	maxPatternsWork = 1 << 30 // steps of a search for all
)

func maxPattern(args []cty.Value) error {
	return maxSearch(args[0], args[1], false)
}

func maxPatternAll(args []cty.Value) error {
	return maxSearch(args[0], args[1], true)
}

func maxSearch(pattern, subject cty.Value, all bool) error {
	p, known := text(pattern)
	if !known {
		return nil
	}
	s, _ := text(subject)
	return searchCost(p, s, all)
}

func searchCost(pattern, subject string, all bool) error {
	if len(pattern) > maxPatternSize {
		return tooMuch("a regular expression has more than %d characters", maxPatternSize)
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil //nolint:nilerr // whoever compiles it says so
	}
	size, length := patternSize(tree), len(subject)+1
	switch {
	case size > maxPatternSize:
		return tooMuch("a regular expression has more than %d parts", maxPatternSize)
	case size*length > maxPatternWork, all && length > maxPatternsWork/size/length:
		return tooMuch("a regular expression is sought in a text of %d bytes", length-1)
	}
	return nil
}

// patternSize is about how many instructions a pattern compiles to; it stops counting beyond the limit.
func patternSize(tree *syntax.Regexp) int {
	size := 1 + len(tree.Rune)
	for _, sub := range tree.Sub {
		size += patternSize(sub)
		if size > maxPatternSize {
			return size
		}
	}
	if tree.Op == syntax.OpRepeat {
		size *= max(tree.Min, tree.Max, 1)
	}
	return size
}

// replaceFunction replaces a string, or a regular expression if it is written between slashes.
func replaceFunction() function.Function {
	return stringsFunction(cty.String, func(args []string) (cty.Value, error) {
		s, old, replacement := args[0], args[1], args[2]
		if len(old) > 1 && old[0] == '/' && old[len(old)-1] == '/' {
			return replaceMatches(s, old[1:len(old)-1], replacement)
		}
		if err := maxRepeated(len(replacement), strings.Count(s, old)); err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(strings.ReplaceAll(s, old, replacement)), nil
	}, "str", "substr", "replace")
}

func replaceMatches(s, pattern, replacement string) (cty.Value, error) {
	if err := searchCost(pattern, s, true); err != nil {
		return cty.NilVal, err
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return cty.NilVal, argumentError(1, err)
	}
	var replaced []byte
	end := 0
	for _, match := range re.FindAllStringSubmatchIndex(s, -1) {
		replaced = append(replaced, s[end:match[0]]...)
		replaced = re.ExpandString(replaced, replacement, s, match)
		end = match[1]
		if len(replaced) > maxBytes {
			return cty.NilVal, tooMuch("a string has more than %d bytes", maxBytes)
		}
	}
	return cty.StringVal(string(append(replaced, s[end:]...))), nil
}
