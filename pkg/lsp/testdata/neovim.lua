-- Opens a file, waits for its diagnostics, takes the preferred quick fix, saves, and waits until they are gone.
-- The program, the file and where to write what was seen are in DEMARC, DEMARC_FILE and DEMARC_SEEN.
local seen = assert(io.open(vim.env.DEMARC_SEEN, "w"))
local function tell(...)
  seen:write(table.concat({ ... }, " "), "\n")
  seen:flush()
end

local function await(what, done)
  if not vim.wait(20000, done, 20) then
    tell("timeout", what)
    vim.cmd("cquit")
  end
end

vim.cmd("edit " .. vim.env.DEMARC_FILE)
local client = vim.lsp.start_client({
  name = "demarc",
  cmd = { vim.env.DEMARC, "lsp" },
  root_dir = vim.fn.fnamemodify(vim.env.DEMARC_FILE, ":h"),
})
vim.lsp.buf_attach_client(0, client)
await("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
for _, d in ipairs(vim.diagnostic.get(0)) do
  tell("diagnostic", d.lnum + 1, d.code)
end

local first = vim.diagnostic.get(0)[1]
local at = { line = first.lnum, character = first.col }
local reply = vim.lsp.buf_request_sync(0, "textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = { start = at, ["end"] = at },
  context = { diagnostics = {}, only = { "quickfix" } },
}, 20000)
for _, answer in pairs(reply) do
  for _, action in ipairs(answer.result) do
    if action.isPreferred then
      tell("action", action.title)
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
end
vim.cmd("write")
await("their end", function() return #vim.diagnostic.get(0) == 0 end)
tell("clean")
vim.lsp.stop_client(client)
await("the server's end", function() return vim.lsp.client_is_stopped(client) end)
tell("stopped")
vim.cmd("qall!")
