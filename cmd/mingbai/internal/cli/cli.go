// Package cli is the command line: flags, help, exit codes and what is printed. The work is done
// elsewhere.
//
// Everything that is printed is in the reader's language, Chinese or English: --lang says which, or
// else the environment. Results go to standard output, messages to standard error. The exit code is
// 0 if all is well, 1 if the site has errors or the machine failed, 2 if the command was used
// wrongly, and 130 if it was stopped with Ctrl-C.
//
// Texts stand in texts.go and help.go; cmd/mingbai/doc.go is made from them.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"mingbai/cmd/mingbai/internal/diag"
	"mingbai/cmd/mingbai/internal/serve"
)

// Exit codes.
const (
	exitFine    = 0
	exitFaults  = 1
	exitUsage   = 2
	exitStopped = 130
)

// Main runs the command with its arguments, without the program's name, and gives the exit code.
// Env looks up variables of the environment. Ctrl-C ends it cleanly; a second one at once.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, args, stdin, stdout, stderr, env)
}

// app is one run of the command.
type app struct {
	ctx    context.Context
	out    io.Writer
	err    io.Writer
	lang   diag.Language
	root   string // --root
	excuse error  // what is wrong with --lang
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	a := &app{ctx: ctx, out: stdout, err: stderr}
	a.lang, a.excuse = language(args, env)
	root := a.commands()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	return a.finish(cmd.CommandPath(), err)
}

// usageError says that the command was used wrongly.
type usageError string

func (e usageError) Error() string { return string(e) }

// exitCode ends the command; everything has been printed.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// finish prints the error that ended the command, if it has not been printed, and gives the exit code.
func (a *app) finish(command string, err error) int {
	var code exitCode
	var usage usageError
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &usage):
		a.complain(string(usage))
		a.complain(a.say("see-help", helpFor(command)))
		return exitUsage
	case a.stopped(err):
		a.complain(a.say("stopped"))
		return exitStopped
	}
	a.machine(err)
	return exitFaults
}

// helpFor is what to type for help on a command.
func helpFor(command string) string {
	if command == "mingbai help" {
		return command
	}
	return strings.Replace(command, "mingbai", "mingbai help", 1)
}

// stopped reports whether the error is that somebody pressed Ctrl-C.
func (a *app) stopped(err error) bool { return a.ctx.Err() != nil && errors.Is(err, context.Canceled) }

// machine prints an error that is none of the site's.
func (a *app) machine(err error) {
	var located interface{ Diagnostic() diag.Diagnostic }
	var port *serve.PortError
	switch {
	case errors.As(err, &located):
		a.print(diag.List{located.Diagnostic()}, nil)
	case errors.As(err, &port) && port.First == port.Last && errors.Is(err, syscall.EADDRINUSE):
		a.complain(a.say("port-taken", port.First))
	case errors.As(err, &port) && port.First == port.Last:
		a.complain(a.say("port-denied", port.First, port.Err))
	case errors.As(err, &port):
		a.complain(a.say("ports-taken", port.First, port.Last))
	default:
		a.complain(err.Error())
	}
}

// complain prints a line to standard error.
func (a *app) complain(text string) { fmt.Fprintln(a.err, "mingbai: "+text) }

// print prints messages to standard error.
func (a *app) print(diags diag.List, source func(string) []byte) {
	_ = diags.Print(a.err, a.lang, source) // there is nobody else to tell
}

// say gives a text in the reader's language.
func (a *app) say(name string, args ...any) string {
	text, ok := texts[name]
	if !ok {
		panic("cli: no text " + name)
	}
	if len(args) == 0 {
		return text[a.lang]
	}
	return fmt.Sprintf(text[a.lang], args...)
}

// number is a number with its noun: "1 error", "3 errors".
func (a *app) number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return a.say(noun, n)
}

// language finds the language of messages before anything else is read, because help and errors need
// it: --lang, or else the environment.
func language(args []string, env func(string) string) (diag.Language, error) {
	lang := diag.English
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			if strings.HasPrefix(strings.ToLower(value), "zh") {
				lang = diag.Chinese
			}
			break
		}
	}
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		switch {
		case arg == "--":
			return lang, nil
		case arg == "--lang" && i+1 < len(args):
			value = args[i+1]
		case !ok:
			continue
		}
		switch value {
		case "zh":
			lang = diag.Chinese
		case "en":
			lang = diag.English
		default:
			return lang, usageError(fmt.Sprintf(texts["lang-unknown"][lang], value))
		}
	}
	return lang, nil
}
