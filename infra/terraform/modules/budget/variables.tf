variable "name" {
  description = "What everything is called: only what is tagged so is counted."
  type        = string
}

variable "dollars" {
  description = "A month."
  type        = number
}

variable "email" {
  description = "Who is told."
  type        = string
}
