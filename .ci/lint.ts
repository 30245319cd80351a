/** Types and lint rules, off one program: reading and checking every file is most of the work of either. */
import { ESLint } from "eslint"
import ts from "typescript"

const FORMAT: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
  getNewLine: () => "\n",
}

function programOf(project: string): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail }
  const config = ts.getParsedCommandLineOfConfigFile(project, {}, host)
  if (!config) throw new Error(`${project} cannot be read`)
  return ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
  })
}

function fail(diagnostic: ts.Diagnostic): never {
  throw new Error(ts.formatDiagnostic(diagnostic, FORMAT))
}

/** As `eslint .`, with the program that is there already. */
async function lintErrors(program: ts.Program): Promise<string> {
  const languageOptions = { parserOptions: { projectService: false, programs: [program] } }
  const eslint = new ESLint({ overrideConfig: { files: ["**/*.{ts,tsx}"], languageOptions } })
  const results = await eslint.lintFiles(["."])
  const isClean = results.every(({ errorCount, warningCount }) => errorCount + warningCount === 0)
  return isClean ? "" : (await eslint.loadFormatter("stylish")).format(results)
}

const program = programOf("tsconfig.json")
const found = [ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), FORMAT), await lintErrors(program)]
for (const each of found) if (each !== "") console.error(each)
process.exitCode = found.every((each) => each === "") ? 0 : 1
