package syntax

import (
	"strconv"
	"strings"
)

// MaxDigits is how many digits a number may have when it is written out: that takes the square of them, and 1e900000000 is short to write.
const MaxDigits = 5_000

// TooLong reports whether a number, as it stands in a text, has more than MaxDigits digits when it is written out.
func TooLong(number string) bool {
	mantissa, exponent := number, ""
	if i := strings.IndexAny(number, "eE"); i >= 0 {
		mantissa, exponent = number[:i], number[i+1:]
	}
	if len(mantissa) > MaxDigits {
		return true
	}
	if len(exponent) < len("1000") {
		return false
	}
	n, err := strconv.Atoi(exponent)
	return err != nil || max(n, -n)+len(mantissa) > MaxDigits
}
