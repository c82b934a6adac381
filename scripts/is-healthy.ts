// Asks the part in this container how it is; a container's health check runs it.

const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/healthz`)
process.exitCode = answer.ok ? 0 : 1
