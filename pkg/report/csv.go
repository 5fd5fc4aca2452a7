package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// writeCSV writes a row for each finding, open or accepted, and for each problem.
func writeCSV(w io.Writer, r *lint.Result, _ Options) error {
	rows := [][]string{{
		"status", "severity", "duty", "check", "message", "file", "line", "column", "end line", "end column",
		"address", "instances", "environments", "accepted by", "reason", "fingerprint",
	}}
	for i := range r.Findings {
		f := &r.Findings[i]
		accepted := lint.Suppression{}
		status := "open"
		if f.Suppressed != nil {
			status, accepted = "accepted", *f.Suppressed
		}
		row := append([]string{status, f.Check.Severity.String(), string(f.Check.Duty), f.Check.Name, f.Message}, placeCells(f.Place)...)
		rows = append(rows, append(row, f.Address, strings.Join(f.Instances, " "), strings.Join(f.Environments, " "), accepted.Kind, accepted.Reason, f.Fingerprint))
	}
	for _, p := range problems(r) {
		row := append([]string{"problem", p.severity, "", p.rule, p.text()}, placeCells(p.place)...)
		rows = append(rows, append(row, "", "", "", "", "", ""))
	}
	out := csv.NewWriter(w)
	for _, row := range rows {
		for i := range row {
			row[i] = defused(row[i])
		}
	}
	return out.WriteAll(rows)
}

func placeCells(p source.Place) []string {
	cells := []string{p.Filename}
	for _, n := range []int{p.Start.Line, p.Start.Column, p.End.Line, p.End.Column} {
		text := ""
		if n > 0 {
			text = strconv.Itoa(n)
		}
		cells = append(cells, text)
	}
	return cells
}

// defused is a cell that no spreadsheet takes for a formula, in its wide spelling neither.
func defused(cell string) string {
	if strings.ContainsAny(firstRune(strings.TrimLeft(cell, " ")), "=+-@\t\r＝＋－＠") {
		return "'" + cell
	}
	return cell
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}
