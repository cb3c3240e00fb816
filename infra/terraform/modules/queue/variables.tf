variable "name" {
  description = "What it is called."
  type        = string
}
