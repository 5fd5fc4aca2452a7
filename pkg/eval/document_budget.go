package eval

import (
	"fmt"

	"github.com/demarc-lint/demarc/pkg/module"
)

// What texts that hold documents, such as policies, may hold. One beyond that counts as no document.
const (
	maxDocumentWords = 300_000   // words and signs of one
	maxFileDocuments = 1_000_000 // those of all that are given in one file
)

// affords reports that the text is within the budgets, and tells of one that is not.
func (t Term) affords(text string) bool {
	if t.env == nil || t.env.Scope == nil {
		return module.TooDeep(text) == ""
	}
	why := module.TooDeep(text)
	spent := &t.env.Scope.Root.work.documents
	if *spent == nil {
		*spent = map[string]int{}
	}
	words, file := module.Words(text), t.stand().Filename
	switch (*spent)[file] += words; {
	case words > maxDocumentWords:
		why = fmt.Sprintf("a document has more than %d words and signs", maxDocumentWords)
	case (*spent)[file] > maxFileDocuments:
		why = fmt.Sprintf("the documents of this file have more than %d words and signs together", maxFileDocuments)
	case why == "":
		return true
	}
	if (*spent)[file]-words <= maxFileDocuments { // told once
		t.env.Scope.overBudget("This text", t.Place(), why)
	}
	return false
}
