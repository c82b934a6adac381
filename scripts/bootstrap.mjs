// npm start and npm test begin here, on whatever Node the machine has: installs what is missing, then hands
// over to TypeScript on the project's own Node.

const oldestNode = 20
const nodeMajor = Number(process.versions.node.split('.')[0])
if (nodeMajor < oldestNode) {
  console.error(`Dromos needs Node.js ${oldestNode} or newer to begin; this is ${process.versions.node}.`)
  process.exit(1)
}

const { bootstrap } = await import('./bootstrap/bootstrap.mjs')
const [goal = 'start', ...rest] = process.argv.slice(2)
process.exitCode = await bootstrap(goal, rest)
