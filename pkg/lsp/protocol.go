package lsp

import "encoding/json"

// The part of the Language Server Protocol 3.17 that the server speaks; names and shapes are those of its specification.
type (
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"`
	}
	textRange struct {
		Start position `json:"start"`
		End   position `json:"end"`
	}
	location struct {
		URI   string    `json:"uri"`
		Range textRange `json:"range"`
	}
	textEdit struct {
		Range   textRange `json:"range"`
		NewText string    `json:"newText"`
	}
	workspaceEdit struct {
		DocumentChanges []documentEdit        `json:"documentChanges,omitempty"`
		Changes         map[string][]textEdit `json:"changes,omitempty"`
	}
	documentEdit struct {
		TextDocument versionedDocument `json:"textDocument"`
		Edits        []textEdit        `json:"edits"`
	}
	versionedDocument struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
	}
	document struct {
		URI string `json:"uri"`
	}
	markup struct {
		Kind  string `json:"kind"`
		Value string `json:"value"`
	}
)

type (
	initializeParams struct {
		RootURI          string             `json:"rootUri"`
		RootPath         string             `json:"rootPath"`
		WorkspaceFolders []workspaceFolder  `json:"workspaceFolders"`
		Capabilities     clientCapabilities `json:"capabilities"`
	}
	workspaceFolder struct {
		URI  string `json:"uri"`
		Name string `json:"name"`
	}
	clientCapabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			WorkspaceEdit struct {
				DocumentChanges bool `json:"documentChanges"`
			} `json:"workspaceEdit"`
			Diagnostics struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"diagnostics"`
		} `json:"workspace"`
		TextDocument struct {
			Diagnostic *struct{} `json:"diagnostic"`
			CodeAction struct {
				DisabledSupport bool `json:"disabledSupport"`
				DataSupport     bool `json:"dataSupport"`
				ResolveSupport  *struct {
					Properties []string `json:"properties"`
				} `json:"resolveSupport"`
			} `json:"codeAction"`
		} `json:"textDocument"`
	}
	didOpenParams struct {
		TextDocument struct {
			URI     string `json:"uri"`
			Version int    `json:"version"`
			Text    string `json:"text"`
		} `json:"textDocument"`
	}
	didChangeParams struct {
		TextDocument struct {
			URI     string `json:"uri"`
			Version int    `json:"version"`
		} `json:"textDocument"`
		ContentChanges []contentChange `json:"contentChanges"`
	}
	contentChange struct {
		Range *textRange `json:"range"` // nil: the whole text
		Text  string     `json:"text"`
	}
	documentParams struct {
		TextDocument document `json:"textDocument"`
	}
	positionParams struct {
		TextDocument document `json:"textDocument"`
		Position     position `json:"position"`
	}
	watchedFilesParams struct {
		Changes []document `json:"changes"`
	}
	foldersParams struct {
		Event struct {
			Added   []workspaceFolder `json:"added"`
			Removed []workspaceFolder `json:"removed"`
		} `json:"event"`
	}
	codeActionParams struct {
		TextDocument document  `json:"textDocument"`
		Range        textRange `json:"range"`
		Context      struct {
			Only []string `json:"only"`
		} `json:"context"`
	}
	commandParams struct {
		Command   string            `json:"command"`
		Arguments []json.RawMessage `json:"arguments"`
	}
	cancelParams struct {
		ID json.RawMessage `json:"id"`
	}
	documentDiagnosticParams struct {
		TextDocument     document `json:"textDocument"`
		PreviousResultID string   `json:"previousResultId"`
	}
	workspaceDiagnosticParams struct {
		PreviousResultIDs []struct {
			URI   string `json:"uri"`
			Value string `json:"value"`
		} `json:"previousResultIds"`
	}
)

type (
	diagnostic struct {
		Range              textRange        `json:"range"`
		Severity           int              `json:"severity"`
		Code               string           `json:"code,omitempty"`
		CodeDescription    *codeDescription `json:"codeDescription,omitempty"`
		Source             string           `json:"source"`
		Message            string           `json:"message"`
		Tags               []int            `json:"tags,omitempty"`
		RelatedInformation []related        `json:"relatedInformation,omitempty"`
		Data               *diagnosticData  `json:"data,omitempty"`
	}
	codeDescription struct {
		Href string `json:"href"`
	}
	related struct {
		Location location `json:"location"`
		Message  string   `json:"message"`
	}
	// diagnosticData is for clients that know demarc.
	diagnosticData struct {
		Severity     string   `json:"severity"`
		Duty         string   `json:"duty"`
		Address      string   `json:"address"`
		Environments []string `json:"environments,omitempty"`
		Fixable      bool     `json:"fixable"`
	}
	publishParams struct {
		URI         string       `json:"uri"`
		Version     *int         `json:"version,omitempty"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}
	hover struct {
		Contents markup     `json:"contents"`
		Range    *textRange `json:"range,omitempty"`
	}
	codeAction struct {
		Title       string         `json:"title"`
		Kind        string         `json:"kind"`
		Diagnostics []diagnostic   `json:"diagnostics,omitempty"`
		IsPreferred bool           `json:"isPreferred,omitempty"`
		Disabled    *disabled      `json:"disabled,omitempty"`
		Edit        *workspaceEdit `json:"edit,omitempty"`
		Command     *command       `json:"command,omitempty"`
		Data        *actionData    `json:"data,omitempty"`
	}
	disabled struct {
		Reason string `json:"reason"`
	}
	command struct {
		Title     string   `json:"title"`
		Command   string   `json:"command"`
		Arguments []string `json:"arguments,omitempty"`
	}
	// actionData says which fix an action without an edit stands for.
	actionData struct {
		URI         string `json:"uri"`
		Fingerprint string `json:"fingerprint"` // empty: all of the file
	}
	documentReport struct {
		URI      string       `json:"uri,omitempty"`
		Version  *int         `json:"version,omitempty"`
		Kind     string       `json:"kind"`
		ResultID string       `json:"resultId,omitempty"`
		Items    []diagnostic `json:"items,omitempty"`
	}
	workspaceReport struct {
		Items []workspaceItem `json:"items"`
	}
	// workspaceItem is a documentReport whose version is null where the file is not open.
	workspaceItem struct {
		URI      string       `json:"uri"`
		Version  *int         `json:"version"`
		Kind     string       `json:"kind"`
		ResultID string       `json:"resultId,omitempty"`
		Items    []diagnostic `json:"items,omitempty"`
	}
	showMessageParams struct {
		Type    int    `json:"type"`
		Message string `json:"message"`
	}
)

// Severities and tags of diagnostics, kinds of message.
const (
	severityError, severityWarning, severityInformation = 1, 2, 3
	tagUnnecessary, tagDeprecated                       = 1, 2
	messageError, messageInfo                           = 1, 3
)

// Kinds of code action.
const (
	kindQuickFix = "quickfix"
	kindFixAll   = "source.fixAll.demarc"
)

// Errors of the protocol that JSON-RPC does not have.
const (
	codeNotInitialized = -32002
	codeInvalidRequest = -32600
)
