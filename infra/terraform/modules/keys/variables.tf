variable "name" {
  description = "What everything is called."
  type        = string
}
