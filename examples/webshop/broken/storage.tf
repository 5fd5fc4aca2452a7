# AWS keeps the disks and their copies. Who may read your objects is yours.

resource "aws_s3_bucket" "invoices" {
  bucket = "${var.project}-invoices"
}

resource "aws_s3_bucket_versioning" "invoices" {
  bucket = aws_s3_bucket.invoices.id

  versioning_configuration {
    status = "Enabled"
  }
}

# Yours: the links in the mails had to work without a login, and now everyone who counts order numbers reads
# everyone's invoices. No public access block stands in the way.
resource "aws_s3_bucket_policy" "invoices" {
  bucket = aws_s3_bucket.invoices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "InvoiceLinks"
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.invoices.arn}/*"
    }]
  })
}
