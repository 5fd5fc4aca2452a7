return {
  cmd = { "demarc", "lsp" },
  filetypes = { "terraform", "terraform-vars", "opentofu" },
  root_markers = { ".demarc.hcl", ".git" },
}
